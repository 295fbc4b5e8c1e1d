"""The demo newsroom's own illustrations, drawn from flat shapes with Pillow.

Direction of dependency: ``shapes`` -> ``canvas`` -> ``nature``, ``built``, ``figures``, ``faces``, ``things`` -> the
scene modules and ``portraits`` -> ``catalogue``, the one table of every picture.
"""
