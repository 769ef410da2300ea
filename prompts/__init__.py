"""What we say to models: one Jinja2 file per prompt, loaded with strict inputs."""
