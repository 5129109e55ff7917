// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/flush_order.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace tain::orm {

namespace detail {

/// The models of some objects and how their tables depend on each other.
class model_graph {
public:
    explicit model_graph(std::span<record* const> objects) {
        for (record* each : objects)
            if (place(*each->model) == models.size()) models.push_back(each->model);
        reaches_.assign(models.size() * models.size(), false);
        for (std::size_t i = 0; i < models.size(); ++i)
            for (const reference& key : models[i]->references)
                for (std::size_t j = 0; j < models.size(); ++j)
                    if (models[j]->table == key.table) reaches_[i * models.size() + j] = true;
        for (std::size_t via = 0; via < models.size(); ++via)
            for (std::size_t i = 0; i < models.size(); ++i)
                for (std::size_t j = 0; j < models.size(); ++j)
                    if (reaches(i, via) && reaches(via, j)) reaches_[i * models.size() + j] = true;
    }

    std::size_t place(const model_operations& of) const {
        return static_cast<std::size_t>(std::find(models.begin(), models.end(), &of) - models.begin());
    }
    bool reaches(std::size_t from, std::size_t to) const { return reaches_[from * models.size() + to]; }

    /// The circles of models (most of one model that is in none), referred ones first, otherwise as they came.
    std::vector<std::vector<std::size_t>> circles() const {
        std::vector<std::vector<std::size_t>> made;
        std::vector<bool> placed(models.size());
        for (std::size_t i = 0; i < models.size();) {
            if (placed[i] || !closed(i, placed)) {
                ++i;
                continue;
            }
            auto& circle = made.emplace_back();
            for (std::size_t j = i; j < models.size(); ++j)
                if (!placed[j] && (j == i || reaches(i, j))) circle.push_back(j);
            for (const std::size_t each : circle) placed[each] = true;
            i = 0;
        }
        return made;
    }

    std::vector<const model_operations*> models{};

private:
    /// True when what a model refers to is placed, or refers back to it.
    bool closed(std::size_t from, const std::vector<bool>& placed) const {
        for (std::size_t to = 0; to < models.size(); ++to)
            if (to != from && !placed[to] && reaches(from, to) && !reaches(to, from)) return false;
        return true;
    }

    std::vector<bool> reaches_{};
};

/// Objects of models in a circle, ordered by their values.
class circle_order {
public:
    circle_order(std::vector<record*> objects, bool stored) : objects_(std::move(objects)), stored_(stored) {
        nodes_.resize(objects_.size());
        index_referred();
        connect();
    }

    void append_to(std::vector<flush_step>& steps) {
        std::vector<std::size_t> ready;
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (nodes_[i].waits_for == 0) ready.push_back(i);
        for (std::size_t done = 0; done < nodes_.size();) {
            if (ready.empty()) ready.push_back(break_circle());
            done += ready.size();
            put(ready, steps);
            std::vector<std::size_t> next;
            for (const std::size_t each : ready) nodes_[each].placed = true;
            for (const std::size_t each : ready)
                for (const std::size_t above : nodes_[each].referring)
                    if (--nodes_[above].waits_for == 0 && !nodes_[above].placed) next.push_back(above);
            std::sort(next.begin(), next.end());
            ready = std::move(next);
        }
    }

private:
    struct link {
        std::size_t to;
        const reference* key;
    };
    struct node {
        std::vector<link> referred{};
        std::vector<std::size_t> referring{};
        std::size_t waits_for = 0;
        bool placed = false;
        std::vector<const reference*> nulled{};
    };
    struct named {
        std::string key;
        std::size_t node;
    };

    std::span<const types::cell> columns_of(const record& of, types::scratch& keep) {
        cells_.resize(of.model->columns.size());
        if (stored_)
            of.known.read(cells_);
        else
            of.model->bind(cells_.data(), of.object, keep);
        return cells_;
    }

    /// The bytes of some columns of a row, with the table and the columns that are referred to in front.
    static bool spell(std::string& to, std::string_view table, std::span<const column_index> referred,
                      std::span<const column_index> columns, std::span<const types::cell> values) {
        to.assign(table).push_back('\0');
        for (const column_index at : referred) to.append(std::to_string(at)).push_back(',');
        for (const column_index at : columns) {
            if (values[at].is_null) return false;  // refers to nothing
            append_key(to, values[at]);
        }
        return true;
    }

    /// Notes by which values the objects may be referred to.
    void index_referred() {
        std::vector<const reference*> keys;
        const model_operations* last = nullptr;
        for (const record* each : objects_)
            if (each->model != last) {
                last = each->model;
                for (const reference& key : last->references)
                    if (std::find(keys.begin(), keys.end(), &key) == keys.end()) keys.push_back(&key);
            }
        std::string bytes;
        for (std::size_t i = 0; i < objects_.size(); ++i) {
            types::scratch keep;
            const auto values = columns_of(*objects_[i], keep);
            for (const reference* key : keys)
                if (key->table == objects_[i]->model->table &&
                    spell(bytes, key->table, key->referred, key->referred, values))
                    referred_.push_back({bytes, i});
        }
        std::sort(referred_.begin(), referred_.end(), [](const named& a, const named& b) { return a.key < b.key; });
    }

    void connect() {
        std::string bytes;
        for (std::size_t i = 0; i < objects_.size(); ++i) {
            types::scratch keep;
            const auto values = columns_of(*objects_[i], keep);
            for (const reference& key : objects_[i]->model->references) {
                if (!spell(bytes, key.table, key.referred, key.columns, values)) continue;
                const auto found = std::lower_bound(referred_.begin(), referred_.end(), bytes,
                                                    [](const named& a, const std::string& b) { return a.key < b; });
                if (found == referred_.end() || found->key != bytes || found->node == i) continue;
                nodes_[i].referred.push_back({found->node, &key});
                nodes_[found->node].referring.push_back(i);
                ++nodes_[i].waits_for;
            }
        }
    }

    /// Picks an object of a circle in which all the rest is caught, and nulls what it waits for if that can be done.
    std::size_t break_circle() {
        std::size_t at = 0;
        while (nodes_[at].placed) ++at;
        std::vector<std::size_t> way;
        while (std::find(way.begin(), way.end(), at) == way.end()) {
            way.push_back(at);
            for (const link& each : nodes_[at].referred)
                if (!nodes_[each.to].placed) {
                    at = each.to;
                    break;
                }
        }
        way.erase(way.begin(), std::find(way.begin(), way.end(), at));
        for (const std::size_t each : way)
            if (can_be_nulled(each)) {
                for (const link& to : nodes_[each].referred)
                    if (!nodes_[to.to].placed) nodes_[each].nulled.push_back(to.key);
                return each;
            }
        return way.front();
    }

    bool can_be_nulled(std::size_t which) const {
        for (const link& each : nodes_[which].referred)
            if (!nodes_[each.to].placed && !each.key->nullable) return false;
        return true;
    }

    /// Appends a layer of objects that don't refer to each other: a step for each model.
    void put(std::span<const std::size_t> layer, std::vector<flush_step>& steps) const {
        const std::size_t first = steps.size();
        for (const std::size_t each : layer) {
            record* const what = objects_[each];
            std::size_t at = first;
            while (at < steps.size() && steps[at].objects.front()->model != what->model) ++at;
            if (at == steps.size()) steps.emplace_back();
            steps[at].objects.push_back(what);
            for (const reference* key : nodes_[each].nulled) steps[at].nulled.push_back({what, key});
        }
    }

    std::vector<record*> objects_;
    bool stored_;
    std::vector<node> nodes_{};
    std::vector<named> referred_{};
    std::vector<types::cell> cells_{};
};

}  // namespace detail

TAIN_INLINE std::vector<flush_step> flush_order(std::span<record* const> objects, bool stored) {
    const detail::model_graph graph{objects};
    std::vector<flush_step> steps;
    for (const std::vector<std::size_t>& circle : graph.circles()) {
        std::vector<record*> members;
        for (record* each : objects)
            if (std::find(circle.begin(), circle.end(), graph.place(*each->model)) != circle.end())
                members.push_back(each);
        if (circle.size() == 1 && !graph.reaches(circle.front(), circle.front()))
            steps.push_back({std::move(members), {}});
        else
            detail::circle_order{std::move(members), stored}.append_to(steps);
    }
    return steps;
}

}  // namespace tain::orm
