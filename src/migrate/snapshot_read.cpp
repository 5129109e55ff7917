// SPDX-License-Identifier: BSL-1.0
#include "json.hpp"
#include "snapshot_names.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/snapshot.hpp>

#include <fmt/format.h>
#include <boost/json.hpp>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tain::migrate {
namespace {

namespace bj = boost::json;

constexpr std::string_view fix =
    "restore the file from version control, or write it again: the tool made it, nobody needs to edit it";

/// A JSON value and where it stands. Every member of an object must be asked for: `done` refuses the others.
class node {
public:
    node(const bj::value& value, std::string path, std::string_view file)
        : value_(&value), path_(std::move(path)), file_(file) {}

    [[noreturn]] void refuse(std::string_view what) const {
        throw error(fmt::format("tain: {}: {} {}; {}", file_, path_.empty() ? "the snapshot" : path_, what, fix));
    }

    std::string text() const {
        if (!value_->is_string()) refuse("must be a text");
        return std::string{value_->get_string().data(), value_->get_string().size()};
    }
    bool flag() const {
        if (!value_->is_bool()) refuse("must be true or false");
        return value_->get_bool();
    }
    std::uint64_t number() const {
        bj::error_code ec;
        const auto found = value_->to_number<std::uint64_t>(ec);
        if (ec) refuse("must be a whole number");
        return found;
    }
    bool is_object() const { return value_->is_object(); }

    std::optional<node> find(std::string_view key) {
        if (!value_->is_object()) refuse("must be an object");
        asked_.emplace_back(key);
        const bj::value* found = value_->get_object().if_contains(bj::string_view{key.data(), key.size()});
        if (found == nullptr) return std::nullopt;
        return node{*found, fmt::format("{}/{}", path_, key), file_};
    }
    node get(std::string_view key) {
        std::optional<node> found = find(key);
        if (!found) refuse(fmt::format("has no \"{}\"", key));
        return *std::move(found);
    }
    void done() const {
        for (const auto& [key, value] : value_->get_object()) {
            bool known = false;
            for (const std::string& one : asked_) known = known || one == std::string_view{key.data(), key.size()};
            if (!known)
                refuse(fmt::format("has \"{}\", which this version does not know (a newer Tain may have written it)",
                                   std::string_view{key.data(), key.size()}));
        }
    }

    template <class Read>
    auto list(Read&& read) const {
        if (!value_->is_array()) refuse("must be a list");
        std::vector<decltype(read(std::declval<node>()))> made;
        for (std::size_t i = 0; i < value_->get_array().size(); ++i)
            made.push_back(read(node{value_->get_array()[i], fmt::format("{}/{}", path_, i), file_}));
        return made;
    }

    std::string text_or(std::string_view key) {
        const std::optional<node> found = find(key);
        return found ? found->text() : std::string{};
    }
    bool flag_or(std::string_view key) {
        const std::optional<node> found = find(key);
        return found && found->flag();
    }
    template <class Read>
    auto list_or(std::string_view key, Read&& read) {
        const std::optional<node> found = find(key);
        return found ? found->list(read) : std::vector<decltype(read(std::declval<node>()))>{};
    }
    std::vector<std::string> texts_or(std::string_view key) {
        return list_or(key, [](const node& one) { return one.text(); });
    }
    std::vector<std::string> texts(std::string_view key) {
        return get(key).list([](node one) { return one.text(); });
    }

private:
    const bj::value* value_;
    std::string path_;
    std::string_view file_;
    std::vector<std::string> asked_{};
};

schema::sql_text sql(node from) {
    if (!from.is_object()) return schema::sql_text{from.text()};
    schema::sql_text made{from.text_or("sqlite"), from.text_or("postgresql")};
    from.done();
    return made;
}

schema::sql_text sql_or(node& from, std::string_view key) {
    std::optional<node> found = from.find(key);
    return found ? sql(*std::move(found)) : schema::sql_text{};
}

types::sql_type type(const node& from) {
    const std::string spelled = from.text();
    const std::optional<types::sql_type> made = snapshot_names::type(spelled);
    if (!made) from.refuse(fmt::format("\"{}\" is no type that this version knows", spelled));
    return *made;
}

schema::action action_or(node& from, std::string_view key) {
    const std::optional<node> found = from.find(key);
    if (!found) return schema::action::no_action;
    const std::optional<schema::action> made = snapshot_names::action(found->text());
    if (!made) found->refuse("is no action that this version knows");
    return *made;
}

std::int64_t count_or_one(node& from, std::string_view key) {
    const std::optional<node> found = from.find(key);
    return found ? static_cast<std::int64_t>(found->number()) : 1;
}

schema::numbering numbering(node from) {
    schema::numbering made;
    made.start = count_or_one(from, "start");
    made.increment = count_or_one(from, "increment");
    made.always = from.flag_or("always");
    made.never_reused = from.flag_or("never_reused");
    made.sequence = from.text_or("sequence");
    made.unmodeled = from.text_or("unmodeled");
    from.done();
    return made;
}

schema::column column(node from) {
    schema::column made;
    made.name = from.get("name").text();
    made.type = type(from.get("type"));
    made.type_text = from.text_or("type_text");
    made.collation = sql_or(from, "collation");
    made.nullable = from.flag_or("nullable");
    made.identity = from.flag_or("identity");
    if (std::optional<node> found = from.find("numbering")) made.numbering = numbering(*std::move(found));
    if (std::optional<node> found = from.find("default")) made.server_default = sql(*std::move(found));
    if (std::optional<node> found = from.find("generated")) made.generated = sql(*std::move(found));
    made.is_virtual = from.flag_or("virtual");
    made.comment = from.text_or("comment");
    made.unmodeled = from.text_or("unmodeled");
    made.own_sequence.name = from.text_or("own_sequence");
    made.renamed_from.all = from.texts_or("renamed_from");
    from.done();
    return made;
}

schema::primary_key primary_key(node from) {
    schema::primary_key made{from.text_or("name"), from.texts("columns"), from.text_or("unmodeled")};
    from.done();
    return made;
}

schema::unique unique(node from) {
    schema::unique made{from.text_or("name"), from.texts("columns"), from.flag_or("nulls_not_distinct"),
                        from.text_or("unmodeled")};
    from.done();
    return made;
}

schema::check check(node from) {
    schema::check made{from.text_or("name"), sql(from.get("condition")), from.text_or("unmodeled"),
                       from.flag_or("not_valid")};
    from.done();
    return made;
}

schema::foreign_key foreign_key(node from) {
    schema::foreign_key made;
    made.name = from.text_or("name");
    made.columns = from.texts("columns");
    made.table = from.get("table").text();
    made.schema_name = from.text_or("schema");
    made.references = from.texts("references");
    made.on_delete = action_or(from, "on_delete");
    made.on_update = action_or(from, "on_update");
    if (const std::optional<node> found = from.find("deferral")) {
        const std::optional<schema::deferral> known = snapshot_names::deferral(found->text());
        if (!known) found->refuse("is no deferral that this version knows");
        made.deferral = *known;
    }
    made.unmodeled = from.text_or("unmodeled");
    made.not_valid = from.flag_or("not_valid");
    from.done();
    return made;
}

schema::index_part index_part(node from) {
    schema::index_part made;
    made.column = from.text_or("column");
    made.expression = sql_or(from, "expression");
    made.descending = from.flag_or("descending");
    made.nulls_reversed = from.flag_or("nulls_reversed");
    made.unmodeled = from.text_or("unmodeled");
    from.done();
    return made;
}

schema::index index(node from) {
    schema::index made;
    made.name = from.text_or("name");
    made.parts = from.get("parts").list(index_part);
    made.unique = from.flag_or("unique");
    made.where = sql_or(from, "where");
    made.method = from.text_or("method");
    made.included = from.texts_or("included");
    made.unmodeled = from.text_or("unmodeled");
    made.invalid = from.flag_or("invalid");
    from.done();
    return made;
}

schema::table table(node from) {
    schema::table made;
    made.name = from.get("name").text();
    made.comment = from.text_or("comment");
    made.renamed_from.all = from.texts_or("renamed_from");
    made.columns = from.list_or("columns", column);
    if (std::optional<node> found = from.find("primary_key")) made.primary_key = primary_key(*std::move(found));
    made.uniques = from.list_or("uniques", unique);
    made.checks = from.list_or("checks", check);
    made.foreign_keys = from.list_or("foreign_keys", foreign_key);
    made.indexes = from.list_or("indexes", index);
    made.schema_name = from.text_or("schema");
    made.strict = from.flag_or("strict");
    made.without_rowid = from.flag_or("without_rowid");
    from.done();
    return made;
}

schema::enumeration enumeration(node from) {
    schema::enumeration made{from.get("name").text(), from.texts("values"), {}};
    from.done();
    return made;
}

schema::sequence sequence(node from) {
    schema::sequence made{from.get("name").text(), count_or_one(from, "start"), count_or_one(from, "increment"),
                          from.text_or("unmodeled")};
    from.done();
    return made;
}

}  // namespace

schema::database parse_snapshot(std::string_view text, std::string_view file) {
    const bj::value parsed = json::parse(text, file, fix);
    node root{parsed, {}, file};
    if (!root.is_object()) root.refuse("must be an object");
    const std::uint64_t format = root.get("tain_snapshot").number();
    if (format != 1)
        throw error(fmt::format(
            "tain: {} has snapshot format {}, and this Tain reads format 1; use the Tain that wrote it", file, format));
    schema::database made{root.get("tables").list(table), root.list_or("enums", enumeration),
                          root.list_or("sequences", sequence)};
    root.done();
    return made;
}

}  // namespace tain::migrate
