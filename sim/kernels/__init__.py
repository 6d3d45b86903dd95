"""Pure functions of arrays, compiled by numba, named for what happens to people."""
