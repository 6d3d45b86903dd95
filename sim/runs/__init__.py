"""Runs on disk: a seed is computed once, a run is published whole, and every read is checked."""
