"""What one authority asks, as data an officer edits: caps, clocks, target mix, rubric, wording. No Qt, no plans."""
