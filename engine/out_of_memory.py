"""Which errors say that memory is too small. Every library has its own, and torch some that are plain `RuntimeError`s.
Imports neither torch nor OpenCV."""

from __future__ import annotations

import errno

MARKERS = (
    "out of memory",  # CUDA, its driver, and Apple's Metal
    "can't allocate memory",  # torch on the CPU of Linux and macOS
    "not enough memory",  # and on that of Windows
    "could not create a primitive",  # oneDNN, whose kernels are made when they are first needed
    "could not create a memory object",
    "bad allocation",  # C++, as Windows' library has it
    "std::bad_alloc",  # and as others have it, which OpenCV passes on as well
    "insufficient memory",  # OpenCV's own
    "alloc_failed",  # cuDNN, cuBLAS, cuSOLVER
    "allocation_failed",
)
"""What the text of such an error holds, in small letters."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether `error` says that the memory of the device or of the machine is too small, whoever raised it."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    # By its text, as the `code` of OpenCV's error is the one of whatever was raised last, on any thread.
    is_theirs = isinstance(error, RuntimeError) or type(error).__module__.partition(".")[0] == "cv2"
    return is_theirs and any(marker in str(error).lower() for marker in MARKERS)
