"""An installed country package to a catalogue that can be searched."""
