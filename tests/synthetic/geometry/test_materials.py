"""Rows of the shader's material table."""

import numpy as np

from mmref_core.synthetic.geometry.materials import (
    BumpPattern,
    FabricPattern,
    ShaderMaterial,
    ShadingModel,
    StripCutout,
)


def test_a_row_has_every_field_in_the_place_that_the_shader_reads() -> None:
    material = ShaderMaterial(
        colour=(0.1, 0.2, 0.3),
        surface=ShadingModel.LEATHER,
        colour2=(0.4, 0.5, 0.6),
        pattern=FabricPattern.DOTS,
        colour3=(0.7, 0.8, 0.9),
        scale=1.0,
        duty=2.0,
        seed=3.0,
        fold=4.0,
        crumple=18.0,
        speckle=19.0,
        specular=5.0,
        gloss=6.0,
        bump=BumpPattern.KNIT,
        bump_depth=7.0,
        radius=8.0,
        hem=10.0,
        zipped=1.0,
        print_centre=(11.0, 12.0),
        print_size=13.0,
        print_front=14.0,
        strip=StripCutout.TAIL,
        strip_values=(15.0, 16.0, 17.0),
    )
    expected = [
        *(0.1, 0.2, 0.3, 3, 0.4, 0.5, 0.6, 4, 0.7, 0.8, 0.9, 19, 1, 2, 3, 4),
        *(5, 6, 3, 7, 8, 18, 10, 1, 11, 12, 13, 14, 3, 15, 16, 17),
    ]
    assert np.allclose(material.row().ravel(), expected)
