"""Back-ups: the whole school in one archive, proved by restoring it, and put back."""
