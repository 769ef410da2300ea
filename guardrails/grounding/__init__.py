"""Does every sentence answer for itself?"""
