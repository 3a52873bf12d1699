"""Framebuffers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import moderngl

Size = tuple[int, int]  # width and height in pixels


def depth_texture(context: "moderngl.Context", size: Size) -> "moderngl.Texture":
    """Return a depth texture of a size."""
    depths = context.depth_texture(size)
    depths.compare_func = ""
    depths.repeat_x = depths.repeat_y = False
    return depths


@dataclass(frozen=True)
class RenderTarget:
    """The framebuffer and textures for pictures of one size."""

    colours: "moderngl.Texture"
    ids: "moderngl.Texture"
    depths: "moderngl.Texture"
    scene: "moderngl.Framebuffer"
    identified: "moderngl.Framebuffer"  # the ids alone, to clear them
    finished: "moderngl.Framebuffer"

    @classmethod
    def of(cls, context: "moderngl.Context", size: Size) -> "RenderTarget":
        """Return the target of a size (width, height)."""
        colours, ids = context.texture(size, 4, dtype="f2"), context.texture(size, 4)
        depths = depth_texture(context, size)
        scene = context.framebuffer([colours, ids], depths)
        return cls(
            colours, ids, depths, scene, context.framebuffer([ids]), context.framebuffer([context.texture(size, 4)])
        )
