"""The small phone window for agents who keep another program in front."""
