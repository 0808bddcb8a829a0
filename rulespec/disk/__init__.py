"""Files to bytes and bytes to files: the one door to the disk, guarded."""
