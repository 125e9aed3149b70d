"""What one actor holds: records that count, as columns of draws and as sets of values."""
