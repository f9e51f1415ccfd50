// What a report tells in one breath: a value, or a small block that people write as one: an address, a telephone
// number, an attachment, a score. Everything in a dossier is an item or holds items.
#pragma once

#include <cstddef>
#include <vector>

#include "render/page.h"

namespace oso::render {

// One, or values of one name side by side: all first names are one item.
struct Item {
  Occurrences occurrences;
  const dossier::Occurrence& first() const { return *occurrences.front(); }
};

bool IsItem(const dossier::Element& element);
// The items among `children`, joined where they are values of one name.
std::vector<Item> ItemsAmong(const Occurrences& children);

// The number under which the report lists an attachment, from 1.
std::size_t NumberOf(const Page& page, const dossier::Occurrence& document);

// Its label says more than the name of its field: which attachment, which kind of address.
bool HasOwnLabel(const Item& item);
void WriteLabel(Page& page, const Item& item);
void WriteItem(Page& page, const Item& item);

}  // namespace oso::render
