"""Is it getting better? Datasets, metrics and suites over the production code."""
