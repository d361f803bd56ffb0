"""`dataclass`, as in the standard library, but quicker to make, and its values too.

A frozen dataclass of the standard library has eight methods, most of them written as text and
compiled, each time the module is imported. This house has two hundred such classes, and a first
handout waits for most of them. Here a method is made when it is first asked for, which few are
in the making of one handout. `__init__` puts each value straight into its slot, a quarter
quicker than the standard one, which goes by way of the name.

To a type checker and to a reader it is `dataclasses.dataclass`. Classes with other options than
`frozen`, `slots` and `kw_only`, with a base, with a `ClassVar` or another annotation that is no
field, or with a method of their own in place of one made here, are left to the standard library.
So must be a class with `init=False`, and one that others are derived from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from dataclasses import MISSING, Field, FrozenInstanceError
    from functools import cached_property
    from operator import attrgetter

    _OURS = (
        {"frozen": True, "slots": True},
        {"frozen": True, "slots": True, "kw_only": True},
    )
    _NO_FIELDS = ("ClassVar", "InitVar", "KW_ONLY")

    def dataclass(cls=None, /, **options):
        """A dataclass; see `dataclasses.dataclass` for the options."""

        def make(cls):
            if options in _OURS and _is_plain(cls):
                return _made(_Plan(cls, kw_only="kw_only" in options))
            return dataclasses.dataclass(**options)(cls)

        return make if cls is None else make(cls)

    def _is_plain(cls):
        annotations = " ".join(map(str, cls.__annotations__.values()))
        return (
            cls.__bases__ == (object,)
            and _LATE.keys().isdisjoint(vars(cls))
            and not any(name in annotations for name in _NO_FIELDS)
        )

    class _Plan:
        """A class as it was written.

        Attributes:
            cls: It.
            kw_only: Whether its fields are given by name, unless a field says otherwise.
            fields: By name, the default of each, or what `dataclasses.field` was told.
        """

        def __init__(self, cls, *, kw_only):
            self.cls, self.kw_only = cls, kw_only
            own = vars(cls)
            self.fields = {name: own.get(name, MISSING) for name in cls.__annotations__}

        def told(self, name, option, otherwise):
            """What was told of a field."""
            field = self.fields[name]
            told = getattr(field, option) if isinstance(field, Field) else MISSING
            return otherwise if told is MISSING else told

        def is_by_name(self, name):
            """Whether a field can be given by its name alone."""
            return self.told(name, "kw_only", self.kw_only)

        @cached_property
        def standard(self):
            """What the standard library knows a dataclass by, for its `replace` and `fields`."""
            options = {"init": False, "repr": False, "eq": False, "kw_only": self.kw_only}
            return vars(dataclasses.dataclass(**options)(self.cls))

    def _made(plan):
        """The class once more, with a slot for each field."""
        as_written = vars(plan.cls).items()
        own = {name: value for name, value in as_written if name not in plan.fields}
        del own["__dict__"], own["__weakref__"]
        own |= {
            "__qualname__": plan.cls.__qualname__,
            "__slots__": tuple(plan.fields),
            "__match_args__": tuple(name for name in plan.fields if not plan.is_by_name(name)),
            "__setattr__": _refuse_to_set,
            "__delattr__": _refuse_to_delete,
        }
        own |= {name: _Late(make, plan) for name, make in _LATE.items()}
        return type(plan.cls.__name__, (), own)

    class _Late:
        """What a class has, made when it is first asked for."""

        def __init__(self, make, plan):
            self._make, self._plan = make, plan

        def __set_name__(self, cls, name):
            self._cls, self._name = cls, name

        def __get__(self, value, owner):
            setattr(self._cls, self._name, self._make(self._cls, self._plan))
            return getattr(owner if value is None else value, self._name)

    def _init(cls, plan):
        """`__init__`, as somebody might write it by hand."""
        known = {"MISSING": MISSING}
        positional, by_name, body = [], [], []
        for name, field in plan.fields.items():
            value = parameter = name
            known[f"set_{name}"] = vars(cls)[name].__set__
            default = field if not isinstance(field, Field) else field.default
            new = plan.told(name, "default_factory", MISSING)
            if default is not MISSING:
                known[f"default_{name}"] = default
                parameter = f"{name}=default_{name}"
            elif new is not MISSING:
                known[f"new_{name}"] = new
                parameter = f"{name}=MISSING"
                value = f"new_{name}() if {name} is MISSING else {name}"
            (by_name if plan.is_by_name(name) else positional).append(parameter)
            body.append(f"    set_{name}(self, {value})")
        if hasattr(cls, "__post_init__"):
            body.append("    self.__post_init__()")
        parameters = ["self", *positional, *(["*", *by_name] if by_name else [])]
        text = [f"def __init__({', '.join(parameters)}):", *(body or ["    pass"])]
        exec("\n".join(text), known)  # noqa: S102  # names of fields, nothing else
        known["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
        return known["__init__"]

    def _repr(cls, plan):
        shown = [name for name in plan.fields if plan.told(name, "repr", True)]

        def __repr__(self):  # noqa: N807  # it becomes the class's
            listed = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
            return f"{self.__class__.__qualname__}({listed})"

        return __repr__

    def _compared(plan):
        """Gives the values of a value that tell it from others."""
        names = [name for name in plan.fields if plan.told(name, "compare", True)]
        return attrgetter(*names) if names else lambda value: ()

    def _eq(cls, plan):
        values = _compared(plan)

        def __eq__(self, other):  # noqa: N807
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values(self) == values(other)

        return __eq__

    def _hash(cls, plan):
        values = _compared(plan)

        def __hash__(self):  # noqa: N807
            return hash(values(self))

        return __hash__

    def _getstate(cls, plan):
        names = tuple(plan.fields)

        def __getstate__(self):  # noqa: N807
            return [getattr(self, name) for name in names]

        return __getstate__

    def _setstate(cls, plan):
        setters = [vars(cls)[name].__set__ for name in plan.fields]

        def __setstate__(self, state):  # noqa: N807
            for set_, value in zip(setters, state, strict=True):
                set_(self, value)

        return __setstate__

    _LATE = {
        "__init__": _init,
        "__repr__": _repr,
        "__eq__": _eq,
        "__hash__": _hash,
        "__getstate__": _getstate,
        "__setstate__": _setstate,
        "__dataclass_fields__": lambda cls, plan: plan.standard["__dataclass_fields__"],
        "__dataclass_params__": lambda cls, plan: plan.standard["__dataclass_params__"],
    }

    def _refuse_to_set(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _refuse_to_delete(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")
