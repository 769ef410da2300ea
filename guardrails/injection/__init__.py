"""Text that gives orders to a machine: in what is read, and in what is written."""
