"""Raw texts become documents: readers, whose words, cleaning, duplicates."""
