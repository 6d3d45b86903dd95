"""Many runs that answer one question: a design, its points, and what came out at each of them."""
