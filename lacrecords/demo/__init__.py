"""A fictional council for demonstrations, screenshots and benchmarks. Nobody in it exists."""
