"""Two scenarios on the same seeds are twin counties: what differs between them, and how sure we are."""
