"""What families of methods share: ties and draws over them, stances, mandates, and the runner of heavy work."""
