"""What every page shares: the access belt, forms, headers, errors and navigation. It knows no slice."""
