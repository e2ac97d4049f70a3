"""What is drawn: layers of a scene, and the renderers that draw them."""
