"""Files with layers: PSD, OpenRaster and Krita's, read; PSD and OpenRaster, written."""
