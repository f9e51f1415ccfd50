#include "render/table.h"

#include <algorithm>

namespace oso::render {
namespace {

using dossier::Occurrence;
using Cell = std::vector<Item>;
using Row = std::vector<Cell>;

bool Has(const std::vector<std::string_view>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Sorts the items of a row into the columns.
class RowReader {
 public:
  RowReader(const Page& page, const Table& table) : page_(page), table_(table) {
    const auto rest = std::ranges::find_if(table.columns, [](const Column& column) { return column.names.empty(); });
    rest_ = static_cast<std::size_t>(rest - table.columns.begin());
  }

  Row Read(const Occurrence& block) {
    row_.assign(table_.columns.size(), {});
    Visit(block, rest_);
    return std::move(row_);
  }

 private:
  void Visit(const Occurrence& block, std::size_t column) {
    for (const Occurrence* child : ChildrenOf(page_.document, block)) {
      const std::string_view name = child->element->name;
      if (Has(table_.elsewhere, name)) continue;
      const auto own = std::ranges::find_if(table_.columns, [&](const Column& c) { return Has(c.names, name); });
      const std::size_t place =
          own == table_.columns.end() ? column : static_cast<std::size_t>(own - table_.columns.begin());
      if (IsItem(*child->element)) {
        row_[place].push_back({{child}});
      } else {
        Visit(*child, place);
      }
    }
  }

  const Page& page_;
  const Table& table_;
  std::size_t rest_;
  Row row_;
};

void WriteCellItem(Page& page, const Column& column, const Item& item) {
  const auto line = page.html.In("span", {{"class", "line"}});
  const bool is_main = !column.names.empty() && item.first().element->name == column.names.front();
  if (!is_main || HasOwnLabel(item)) {
    const auto label = page.html.In("span", {{"class", "label"}});
    WriteLabel(page, item);
    page.html.Text(": ");
  }
  WriteItem(page, item);
}

void WriteCell(Page& page, const Column& column, const Cell& cell) {
  const auto is_at = [&](const Item& item, std::size_t place) {
    const auto found = std::ranges::find(column.names, item.first().element->name);
    return static_cast<std::size_t>(found - column.names.begin()) == place;
  };
  for (std::size_t place = 0; place <= column.names.size(); ++place) {
    for (const Item& item : cell) {
      if (is_at(item, place)) WriteCellItem(page, column, item);
    }
  }
}

void WriteRow(Page& page, const Table& table, const Row& row, const std::vector<std::size_t>& shown) {
  const auto line = page.html.In("tr");
  for (const std::size_t column : shown) {
    const bool heads = column == shown.front();
    const auto cell = heads ? page.html.In("th", {{"scope", "row"}}) : page.html.In("td");
    if (heads && row[column].empty()) page.html.Text("–");
    WriteCell(page, table.columns[column], row[column]);
  }
}

void WriteHead(Page& page, const Table& table, const std::vector<std::size_t>& shown) {
  page.html.Element("caption", table.caption);
  const auto head = page.html.In("thead");
  const auto line = page.html.In("tr");
  for (const std::size_t column : shown) {
    page.html.Element("th", table.columns[column].heading, {{"scope", "col"}});
  }
}

}  // namespace

std::vector<Column> PlainColumns(const Page& page, const Occurrences& blocks) {
  std::vector<Column> columns;
  for (const dossier::Element& element : blocks.front()->element->children) {
    const auto has = [&](const Occurrence* block) { return page.document.Child(*block, element.name) != nullptr; };
    if (!IsItem(element)) return {};
    if (std::ranges::any_of(blocks, has)) columns.push_back({page.Label(element), {element.name}});
  }
  return columns;
}

void WriteTable(Page& page, const Table& table, const Occurrences& blocks) {
  RowReader reader(page, table);
  std::vector<Row> rows;
  for (const Occurrence* block : blocks) rows.push_back(reader.Read(*block));
  std::vector<std::size_t> shown;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (std::ranges::any_of(rows, [&](const Row& row) { return !row[column].empty(); })) shown.push_back(column);
  }
  if (shown.empty()) return;
  const std::string name = page.In({"Tabel ", "Table "}) + std::to_string(++page.tables) + ": " + table.caption;
  constexpr std::size_t kNarrow = 3;  // columns, which fit a telephone
  constexpr std::size_t kShort = 2;   // rows, which are kept on one sheet of paper
  const std::string kind =
      std::string("scroll") + (shown.size() > kNarrow ? " wide" : "") + (rows.size() <= kShort ? " short" : "");
  const auto region =
      page.html.In("div", {{"class", kind}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", name}});
  const auto whole = page.html.In("table");
  WriteHead(page, table, shown);
  const auto body = page.html.In("tbody");
  for (const Row& row : rows) WriteRow(page, table, row, shown);
}

}  // namespace oso::render
