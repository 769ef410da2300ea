"""Tandem, the application: people, requests and rows around three libraries."""
