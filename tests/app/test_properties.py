from app.model.properties import Event, Property, bind


def test_slots_are_called_in_order_until_disconnected():
    event, seen = Event(), []
    first = event.connect(lambda value: seen.append(("first", value)))
    event.connect(lambda value: seen.append(("second", value)))
    event.emit(1)
    first()
    first()
    event.emit(2)
    assert seen == [("first", 1), ("second", 1), ("second", 2)]


def test_a_property_tells_only_changes():
    prop, seen = Property(1), []
    prop.changed.connect(seen.append)
    prop.value = 1
    prop.value = 2
    assert seen == [2]


def test_sameness_can_be_chosen():
    prop, seen = Property([1], lambda a, b: a is b), []
    prop.changed.connect(seen.append)
    prop.value = [1]
    assert seen == [[1]]


def test_bind_applies_now_and_at_each_change():
    prop, seen = Property("a"), []
    unbind = bind(prop, seen.append)
    prop.value = "b"
    unbind()
    prop.value = "c"
    assert seen == ["a", "b"]


def test_a_slot_connected_while_emitting_waits():
    event, seen = Event(), []
    event.connect(lambda: event.connect(lambda: seen.append("late")))
    event.emit()
    assert seen == []
    event.emit()
    assert seen == ["late"]
