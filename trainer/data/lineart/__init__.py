"""Line art from finished pictures: what an artist's drawing of the same picture could look like."""
