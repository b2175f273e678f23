import errno

import cv2
import numpy as np
import pytest
import torch

from engine.out_of_memory import is_out_of_memory

TEXTS = (
    "MPS backend out of memory (MPS allocated: 8.00 GiB, max allowed: 9.07 GiB). Tried to allocate 64 MiB.",
    "CUDA error: out of memory\nCompile with `TORCH_USE_CUDA_DSA`",
    "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
    "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
    "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
    "[enforce fail at alloc_cpu.cpp:116] data. DefaultCPUAllocator: not enough memory: you tried to allocate 6 bytes.",
    "could not create a memory object",
    "could not create a primitive",
    "std::bad_alloc",
    "bad allocation",
)
"""What torch says as a plain `RuntimeError`."""


@pytest.mark.parametrize("text", TEXTS)
def test_what_torch_says_is_known(text: str) -> None:
    assert is_out_of_memory(RuntimeError(text))


def test_errors_of_a_kind_of_their_own() -> None:
    with pytest.raises(RuntimeError) as torchs:
        torch.empty(2**60, dtype=torch.uint8)
    with pytest.raises(cv2.error) as opencvs:
        cv2.resize(np.zeros((4, 4), np.uint8), (2**30, 2**30))
    errors = (torchs.value, opencvs.value, cv2.error("std::bad_alloc"), MemoryError(), OSError(errno.ENOMEM, "mmap"))
    assert all(map(is_out_of_memory, errors))
    assert is_out_of_memory(torch.OutOfMemoryError("CUDA out of memory"))


def test_other_errors_are_not() -> None:
    with pytest.raises(cv2.error) as empty:
        cv2.resize(np.zeros((0, 0), np.uint8), (4, 4))
    assert not is_out_of_memory(empty.value)
    assert not is_out_of_memory(RuntimeError("shapes differ"))
    assert not is_out_of_memory(ValueError("a sentence about being out of memory"))
    assert not is_out_of_memory(OSError(errno.ENOSPC, "No space left on device"))
