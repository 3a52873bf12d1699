"""Pictures of surfaces, painted by numbers: floors, walls, fronts, goods, signs and leaves."""
