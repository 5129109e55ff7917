// SPDX-License-Identifier: BSL-1.0
#include "migrate/fixture.hpp"

#include <tain/migrate/connect.hpp>
#include <tain/migrate/diff.hpp>
#include <tain/migrate/render.hpp>
#include <tain/migrate/snapshot.hpp>
#include <tain/migrate/sum.hpp>

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>

namespace tain::test {
namespace {

std::string server() {
    const char* const found = std::getenv("TAIN_TEST_POSTGRESQL");
    if (found == nullptr) FAIL("TAIN_TEST_POSTGRESQL is not set: run the tests with make test");
    return found;
}

}  // namespace

fresh_database::fresh_database(dialect kind) : kind_(kind) {
    if (kind == dialect::sqlite) {
        url_ = "sqlite://" + place_.file("test.db");
        return;
    }
    schema_ = "t" + migrate::random_revision_id();
    migrate::connect(server())->script("CREATE SCHEMA " + schema_);
    url_ = server() + (server().find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema_;
}

fresh_database::~fresh_database() {
    if (schema_.empty()) return;
    reader_.reset();
    try {
        migrate::connect(server())->script("DROP SCHEMA " + schema_ + " CASCADE");
    } catch (const std::exception& e) {
        WARN(e.what());
    }
}

std::unique_ptr<driver::connection> fresh_database::connect() const { return migrate::connect(url_); }

std::vector<std::string> fresh_database::values(std::string_view sql) const {
    std::vector<std::string> found;
    if (!reader_) reader_ = connect();
    for (const auto& row : reader_->rows(sql).rows) found.push_back(row[0].value_or("NULL"));
    if (kind_ == dialect::sqlite) reader_.reset();  // holds no file open
    return found;
}

std::vector<std::string> fresh_database::tables() const {
    return values(
        kind_ == dialect::sqlite
            ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'tain_version' ORDER BY name"
            : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'tain_version' "
              "ORDER BY tablename");
}

namespace {

std::string write_files(const project& to, const migrate::revision& made, const schema::database& snapshot) {
    std::string file = to.directory() + "/" + migrate::file_name(made);
    write(file, migrate::write_revision(made));
    write(to.directory() + "/snapshots/" + made.id + ".json", migrate::write_snapshot(snapshot));
    to.rehash({made.id});
    return file;
}

}  // namespace

std::string project::add(const std::string& id, const std::vector<std::string>& parents, const std::string& up,
                         const std::string& down, const schema::database& snapshot) const {
    migrate::revision made{.id = id, .parents = parents, .message = "m", .created = "2025-01-01T00:00:00Z"};
    for (const dialect on : {dialect::sqlite, dialect::postgresql}) {
        made.find(migrate::direction::upgrade, on).emplace().text = up;
        made.find(migrate::direction::downgrade, on).emplace().text = down;
    }
    return write_files(*this, made, snapshot);
}

std::string project::add_on(dialect on, const std::string& id, const std::vector<std::string>& parents,
                            const std::string& up) const {
    migrate::revision made{.id = id, .parents = parents, .message = "m", .created = "2025-01-01T00:00:00Z"};
    made.find(migrate::direction::upgrade, on).emplace().text = up;
    return write_files(*this, made, {});
}

std::string project::add_change(const std::string& id, const std::vector<std::string>& parents,
                                const schema::database& from, const schema::database& to) const {
    migrate::revision made{.id = id, .parents = parents, .message = "m", .created = "2025-01-01T00:00:00Z"};
    const std::vector<migrate::operation> changes = migrate::diff(from, to);
    for (const dialect on : {dialect::sqlite, dialect::postgresql}) {
        made.find(migrate::direction::upgrade, on).emplace().text = migrate::render(changes, on, from, to);
        made.find(migrate::direction::downgrade, on).emplace().text =
            migrate::render(migrate::reverse(changes), on, to, from);
    }
    return write_files(*this, made, to);
}

void project::rehash(const std::vector<std::string>& ids) const {
    write(directory() + "/tain.sum", migrate::write_sum(migrate::rehashed(migrate::directory::read(directory()), ids)));
}

std::unique_ptr<driver::connection> open(const std::string& url) { return migrate::connect(url); }

void replace(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = read(file);
    const std::size_t at = text.find(from);
    INFO(text);
    REQUIRE(at != std::string::npos);
    write(file, text.replace(at, from.size(), to));
}

}  // namespace tain::test
