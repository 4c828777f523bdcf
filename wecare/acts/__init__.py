"""Administrative acts: draft, frozen, rendered, adopted, published; what an act decides is not known here."""
