package org.meridian.planted;

final class Planted { private Planted() {}
}
