"""One life at a time: the story of a worker or of an employer, month by month, in sentences."""
