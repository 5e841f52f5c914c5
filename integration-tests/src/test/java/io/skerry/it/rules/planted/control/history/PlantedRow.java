package io.skerry.it.rules.planted.control.history;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/// An entity that will leak.
@Entity
public class PlantedRow {
  @Id long id;
}
