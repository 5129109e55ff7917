// SPDX-License-Identifier: BSL-1.0
#include "commands.hpp"
#include "terminal.hpp"

#include <tain/driver/error.hpp>
#include <tain/migrate/document.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace tain::tools {
namespace {

std::optional<std::string> optional(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{text};
}

void print_lines(const std::vector<std::string>& lines, std::string_view before) {
    for (const std::string& one : lines) fmt::print("{}{}\n", before, one_line(one));
}

struct revision_arguments {
    std::string message{};
    std::string scratch{};
    migrate::revision_options how{};
    bool autogenerate = false;
};

/// Asks a person whether something has a new name. Throws when there is no answer.
std::optional<std::string> ask(const migrate::possible_rename& about) {
    fmt::print("{}.\n", one_line(migrate::describe(about)));
    for (std::size_t i = 0; i != about.to.size(); ++i)
        fmt::print("  {}  it is called {} now\n", i + 1, one_line(about.to[i]));
    fmt::print("  d  it is dropped, and its {} are lost\n  q  quit, and write nothing\n",
               about.table.empty() ? "rows" : "values");
    for (;;) {
        const std::optional<std::string> said = answer("Which? ");
        if (!said || *said == "q") throw error("tain: no answer: nothing was written");
        if (*said == "d") return std::nullopt;
        for (std::size_t i = 0; i != about.to.size(); ++i)
            if (*said == std::to_string(i + 1)) return about.to[i];
    }
}

int make_revision(const migrate::project& in, const revision_arguments& with) {
    if (!with.autogenerate) {
        const migrate::new_revision made = migrate::empty_revision(in, with.message);
        fmt::print("wrote {}\nwrite its SQL, then accept it with `rehash {}`\n", made.file, made.id);
        return 0;
    }
    migrate::revision_options how = with.how;
    how.scratch = optional(with.scratch);
    if (is_conversation()) how.ask = &ask;
    const migrate::new_revision made = migrate::autogenerate(in, with.message, how);
    if (made.id.empty()) {
        fmt::print("nothing changed since the last revision: nothing was written\n");
        return 0;
    }
    fmt::print("wrote {}\n", made.file);
    print_lines(made.changes, "  ");
    if (!made.review.empty()) fmt::print("review:\n");
    print_lines(made.review, "  ");
    return 0;
}

void add_revision(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command = app.add_subcommand(
        "revision",
        "Write a revision.\n\n"
        "With --autogenerate it holds what changed in the models since the last revision, for both databases, up and "
        "down.\n"
        "Before it is written the whole chain is replayed in an empty SQLite database, and the new revision is "
        "applied,\n"
        "undone and applied again there. Nothing changed: nothing is written.\n"
        "Without, its sections are empty, for SQL written by hand: accept it with `rehash` afterwards.");
    const auto with = std::make_shared<revision_arguments>();
    command->add_option("-m,--message", with->message, "What the revision does, in a few words")->required();
    command->add_flag("--autogenerate", with->autogenerate, "Write what changed in the models");
    command
        ->add_option(
            "--renamed", with->how.renamed,
            "A rename that the mapping does not declare: users.name=full_name, or users=accounts. Asked for on a "
            "terminal; elsewhere what may be a rename is refused")
        ->allow_extra_args(false);
    command
        ->add_option("--dropped", with->how.dropped, "What is no rename although it may be one: users.name, or users")
        ->allow_extra_args(false);
    command->add_flag("--online", with->how.online,
                      "On PostgreSQL, change tables while others use them: indexes CONCURRENTLY, constraints validated "
                      "apart, statements one by one");
    add_scratch(*command, with->scratch);
    command->callback([&in, &chosen, with] { chosen = [&in, with] { return make_revision(in.project(), *with); }; });
}

void add_merge(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command = app.add_subcommand("merge",
                                                 "Join several heads with a revision that follows them all.\n\n"
                                                 "Heads arise when branches of the source each add a revision. What "
                                                 "both changed differently is refused by name.");
    struct arguments {
        std::vector<std::string> revisions{};
        std::string message{};
        std::string scratch{};
    };
    const auto with = std::make_shared<arguments>();
    command->add_option("revisions", with->revisions, "The heads to join; all of them by default");
    command->add_option("-m,--message", with->message, "What is joined; made up by default");
    add_scratch(*command, with->scratch);
    command->callback([&in, &chosen, with] {
        chosen = [&in, with] {
            fmt::print("wrote {}\n",
                       migrate::merge(in.project(), with->revisions, with->message, optional(with->scratch)).file);
            return 0;
        };
    });
}

void add_rehash(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command =
        app.add_subcommand("rehash",
                           "Accept edited revisions: write their lines of tain.sum anew.\n\n"
                           "A generated revision is meant to be reviewed, and may be edited until it is shared. Edits "
                           "of what git's base (where\n"
                           "the branch left its upstream) or the given database has in another form are refused, "
                           "unless allowed by name: then\n"
                           "that database takes the new digests too. A revision whose file was removed is forgotten.");
    const auto with = std::make_shared<migrate::rehash_options>();
    command->add_option("revisions", with->revisions, "Their ids, or the beginnings")->required();
    command->add_option("--allow-edit", with->allow_edit, "A revision that may differ from what others have")
        ->allow_extra_args(false);
    command->add_flag("--models", with->take_models, "Take the snapshot anew from the models (of a head alone)");
    add_url(*command, with->url);
    command->callback([&in, &chosen, with] {
        chosen = [&in, with] {
            const migrate::rehash_result made = migrate::rehash(in.project(), *with);
            if (made.files.empty() && made.database.empty()) fmt::print("nothing to accept: tain.sum agrees already\n");
            print_lines(made.files, "tain.sum: ");
            print_lines(made.database, "database: ");
            return 0;
        };
    });
}

void add_document(CLI::App& app, const context& in, action& chosen) {
    CLI::App* const command =
        app.add_subcommand("document",
                           "Write the schema into a Markdown page: a Mermaid diagram and a table for each model.\n\n"
                           "It goes between two lines of the page, and everything else stays as it is:\n"
                           "  <!-- tain:schema:begin -->\n  <!-- tain:schema:end -->\n"
                           "`tain:schema:begin diagram` and `tain:schema:begin tables` take one part each.");
    struct arguments {
        std::string file{};
        bool check = false;
    };
    const auto with = std::make_shared<arguments>();
    command->add_option("--file", with->file, "The page")->required();
    command->add_flag("--check", with->check, "Write nothing, and fail when the page is stale");
    command->callback([&in, &chosen, with] {
        chosen = [&in, with] {
            const bool stale = migrate::document_file(with->file, in.project().wanted(), with->check);
            if (with->check && stale)
                throw error(fmt::format("tain: {} is stale: the models have changed; run `document --file {}`",
                                        with->file, with->file));
            fmt::print("{} {}\n", with->file, stale ? "is written" : "is up to date");
            return 0;
        };
    });
}

}  // namespace

void add_writing_commands(CLI::App& app, const context& in, action& chosen) {
    add_revision(app, in, chosen);
    add_merge(app, in, chosen);
    add_rehash(app, in, chosen);
    add_document(app, in, chosen);
}

}  // namespace tain::tools
