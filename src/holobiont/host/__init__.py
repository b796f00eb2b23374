"""The person around the gut: what becomes of its products behind the wall, and how they answer.

`first_pass` follows the colon's acids to the blood. The modules of the body are written with
`module`, `Flux` and `Derived`, and `assemble` makes one body of them.
"""

from holobiont.host.assemble import assemble
from holobiont.host.body import Event, Host, pulse
from holobiont.host.course import BodyCourse
from holobiont.host.first_pass import Passage, first_pass
from holobiont.host.long import long
from holobiont.host.module import Derived, Flux, Module, hill, module

__all__ = [
    "BodyCourse",
    "Derived",
    "Event",
    "Flux",
    "Host",
    "Module",
    "Passage",
    "assemble",
    "first_pass",
    "hill",
    "long",
    "module",
    "pulse",
]
