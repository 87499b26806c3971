"""System calls that fail: a library loaded before the C library lets any of them fail, in a process of its own."""
