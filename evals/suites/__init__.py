"""The measurements on our own small datasets, one module for each engine."""
