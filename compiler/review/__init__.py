"""What is asked of a whole program once its rules are known: dates, states, interactions, the simulator, sharing."""
