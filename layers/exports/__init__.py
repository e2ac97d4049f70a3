"""What a newsroom takes away: clips, decks, press kits, embeds; each made of drawn pictures."""
