"""What a reader sees of a run: reports read run folders and know nothing of the model."""
