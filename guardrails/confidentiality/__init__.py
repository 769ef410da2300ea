"""What must not leave: personal data, secrets, confidential documents, embargoed names."""
