"""Documents and outputs that stand elsewhere than on this machine's disks, by their URLs."""
