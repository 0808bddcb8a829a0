"""What everything stands on: places, texts, dates, kinds and units, diagnostics, the country's catalogue."""
