// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <tain/orm/flush_order.hpp>
#include <tain/orm/relation_changes.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

// Few types of containers and no sorting: every file that includes the headers compiles this.
namespace tain::orm {

namespace detail {

/// The models of some objects, in circles: those that refer to each other, most often one model by itself.
class model_circles {
public:
    explicit model_circles(std::span<record* const> objects) {
        for (record* each : objects)
            if (place(*each) == models_.size()) models_.push_back(each);
        connect();
        circle_.assign(models_.size(), SIZE_MAX);
        while (take_one()) ++count_;
    }

    /// How many circles there are. Each refers to those before it only.
    std::size_t count() const { return count_; }
    /// The circle of an object's model.
    std::size_t circle_of(const record& object) const { return circle_[place(object)]; }
    /// True when a model's objects can refer to each other, directly or over others.
    bool turns(const record& object) const { return reaches(place(object), place(object)); }

private:
    std::size_t place(const record& object) const {
        std::size_t at = 0;
        while (at < models_.size() && models_[at]->model != object.model) ++at;
        return at;
    }
    bool reaches(std::size_t from, std::size_t to) const { return reaches_[from * models_.size() + to] != 0; }

    /// Finds which models lead to which over foreign keys.
    void connect() {
        const std::size_t size = models_.size();
        reaches_.assign(size * size, 0);
        for (std::size_t i = 0; i < size; ++i)
            for (const reference& key : models_[i]->model->references)
                for (std::size_t j = 0; j < size; ++j)
                    if (models_[j]->model->table == key.table) reaches_[i * size + j] = 1;
        for (std::size_t via = 0; via < size; ++via)
            for (std::size_t i = 0; i < size; ++i)
                for (std::size_t j = 0; j < size; ++j)
                    if (reaches(i, via) && reaches(via, j)) reaches_[i * size + j] = 1;
    }

    bool taken(std::size_t model) const { return circle_[model] != SIZE_MAX; }

    /// Takes the first circle that refers to nothing which is not taken.
    bool take_one() {
        for (std::size_t i = 0; i < models_.size(); ++i) {
            if (taken(i) || !closed(i)) continue;
            for (std::size_t j = i; j < models_.size(); ++j)
                if (!taken(j) && (j == i || reaches(i, j))) circle_[j] = count_;
            return true;
        }
        return false;
    }

    /// True when what a model refers to is taken, or refers back to it.
    bool closed(std::size_t from) const {
        for (std::size_t to = 0; to < models_.size(); ++to)
            if (to != from && !taken(to) && reaches(from, to) && !reaches(to, from)) return false;
        return true;
    }

    std::vector<record*> models_{};  // an object of each
    std::vector<std::size_t> reaches_{};
    std::vector<std::size_t> circle_{};
    std::size_t count_ = 0;
};

/// Objects of one circle in layers: those of a layer refer to objects of the layers before it only.
class object_layers {
public:
    object_layers(std::vector<record*> objects, bool stored, std::span<const assignment> waiting)
        : objects_(std::move(objects)),
          stored_(stored),
          waiting_(waiting),
          layer_(objects_.size(), SIZE_MAX),
          waits_(objects_.size(), 0),
          referring_(objects_.size(), SIZE_MAX),
          first_link_(objects_.size()),
          seen_(objects_.size(), SIZE_MAX) {
        index();
        connect();
        arrange();
    }

    void append_to(std::vector<flush_step>& steps) const {
        std::vector<std::size_t> first(layers_ + 1, 0);  // a counting sort, which keeps the order within a layer
        for (const std::size_t layer : layer_) ++first[layer + 1];
        for (std::size_t i = 0; i < layers_; ++i) first[i + 1] += first[i];
        std::vector<std::size_t> sorted(objects_.size());
        for (std::size_t i = 0; i < objects_.size(); ++i) sorted[first[layer_[i]]++] = i;

        std::size_t begin = steps.size(), layer = 0;
        std::vector<std::size_t> step(objects_.size());
        for (const std::size_t node : sorted) {
            if (layer_[node] != std::exchange(layer, layer_[node])) begin = steps.size();
            std::size_t at = begin;
            while (at < steps.size() && steps[at].objects.front()->model != objects_[node]->model) ++at;
            if (at == steps.size()) steps.emplace_back();
            steps[at].objects.push_back(objects_[node]);
            step[node] = at;
        }
        for (const link& each : links_)
            if (each.nulled) steps[step[each.from]].nulled.push_back({objects_[each.from], each.key});
    }

private:
    /// One object refers to another.
    struct link {
        std::size_t from;
        std::size_t to;
        const reference* key;
        std::size_t next;  // one more that refers to the same
        bool nulled = false;
    };

    std::span<const types::cell> columns_of(std::size_t node, types::scratch& keep) {
        const record& of = *objects_[node];
        cells_.resize(of.model->columns.size());
        if (stored_)
            of.known.read(cells_);
        else
            of.model->bind(cells_.data(), of.object, keep);
        return cells_;
    }

    /// Spells the values of some columns, with what is referred to in front. False: one is NULL, it refers to nothing.
    bool spell(const reference& key, std::span<const column_index> columns, std::span<const types::cell> values) {
        spelled_.assign(key.table).push_back('\0');
        for (const column_index at : key.referred) spelled_.append(std::to_string(at)).push_back(',');
        for (const column_index at : columns) {
            if (values[at].is_null) return false;
            append_key(spelled_, values[at]);
        }
        return true;
    }

    std::size_t& bucket() { return buckets_[std::hash<std::string_view>{}(spelled_) % buckets_.size()]; }

    /// Notes by which values each object may be referred to.
    void index() {
        buckets_.assign(objects_.size() * 2 + 1, SIZE_MAX);
        std::vector<record*> models;  // an object of each
        for (record* each : objects_) {
            std::size_t at = 0;
            while (at < models.size() && models[at]->model != each->model) ++at;
            if (at == models.size()) models.push_back(each);
        }
        for (std::size_t node = 0; node < objects_.size(); ++node) {
            types::scratch keep{objects_[node]->on};
            const auto values = columns_of(node, keep);
            for (const record* other : models)
                for (const reference& key : other->model->references)
                    if (key.table == objects_[node]->model->table && spell(key, key.referred, values)) add(node);
        }
    }
    void add(std::size_t node) {
        std::size_t& first = bucket();
        for (std::size_t at = first; at != SIZE_MAX; at = chain_[at])
            if (nodes_[at] == node && keys_[at] == spelled_) return;
        keys_.push_back(spelled_);
        nodes_.push_back(node);
        chain_.push_back(first);
        first = keys_.size() - 1;
    }
    std::size_t find() {
        std::size_t at = bucket();
        while (at != SIZE_MAX && keys_[at] != spelled_) at = chain_[at];
        return at == SIZE_MAX ? SIZE_MAX : nodes_[at];
    }

    void connect() {
        for (std::size_t node = 0; node < objects_.size(); ++node) {
            types::scratch keep{objects_[node]->on};
            const auto values = columns_of(node, keep);
            first_link_[node] = links_.size();
            for (const reference& key : objects_[node]->model->references) {
                if (!spell(key, key.columns, values)) continue;
                const std::size_t to = find();
                if (to == SIZE_MAX || to == node) continue;
                connect(node, to, key);
            }
            connect_waiting(node);
        }
        first_link_.push_back(links_.size());
    }

    void connect(std::size_t node, std::size_t to, const reference& key) {
        links_.push_back({node, to, &key, std::exchange(referring_[to], links_.size())});
        ++waits_[node];
    }
    void connect_waiting(std::size_t node) {
        if (waiting_.empty()) return;
        if (places_.empty()) {
            for (std::size_t at = 0; at != objects_.size(); ++at) places_.push_back({objects_[at], at});
            std::sort(places_.begin(), places_.end());
        }
        const assignment sought{objects_[node], nullptr, nullptr, nullptr, nullptr, nullptr};
        for (auto each = std::lower_bound(waiting_.begin(), waiting_.end(), sought, by_child);
             each != waiting_.end() && each->child == objects_[node]; ++each) {
            const auto to = std::lower_bound(places_.begin(), places_.end(), std::pair{each->parent, std::size_t{0}});
            if (to != places_.end() && to->first == each->parent && to->second != node)
                connect(node, to->second, *each->key);
        }
    }

    void arrange() {
        std::vector<std::size_t> ready, next;
        for (std::size_t i = 0; i < objects_.size(); ++i)
            if (waits_[i] == 0) ready.push_back(i);
        for (std::size_t done = 0; done < objects_.size(); ++layers_) {
            if (ready.empty()) ready.push_back(break_circle());
            done += ready.size();
            for (const std::size_t node : ready) layer_[node] = layers_;
            next.clear();
            for (const std::size_t node : ready)
                for (std::size_t at = referring_[node]; at != SIZE_MAX; at = links_[at].next)
                    if (--waits_[links_[at].from] == 0 && !placed(links_[at].from)) next.push_back(links_[at].from);
            ready.swap(next);
        }
    }

    bool placed(std::size_t node) const { return layer_[node] != SIZE_MAX; }

    std::span<link> links_of(std::size_t node) {
        return {links_.data() + first_link_[node], first_link_[node + 1] - first_link_[node]};
    }
    /// One of the objects that one waits for.
    std::size_t blocking(std::size_t node) {
        for (const link& each : links_of(node))
            if (!placed(each.to)) return each.to;
        return node;
    }

    /// Picks an object of a circle in which all the rest is caught, and nulls what it waits for if that can be done.
    std::size_t break_circle() {
        while (placed(unplaced_)) ++unplaced_;
        std::size_t at = unplaced_;
        for (; seen_[at] != layers_; at = blocking(at)) seen_[at] = layers_;
        const std::size_t start = at;  // in the circle
        do {
            if (can_be_nulled(at)) {
                for (link& each : links_of(at)) each.nulled = !placed(each.to);
                return at;
            }
            at = blocking(at);
        } while (at != start);
        return start;
    }

    bool can_be_nulled(std::size_t node) {
        for (const link& each : links_of(node))
            if (!placed(each.to) && each.key->nulled.empty()) return false;
        return true;
    }

    std::vector<record*> objects_;
    bool stored_;
    std::span<const assignment> waiting_;                    // by child
    std::vector<std::pair<record*, std::size_t>> places_{};  // of the objects
    std::vector<std::size_t> layer_;
    std::size_t layers_ = 0;
    std::vector<std::size_t> waits_;       // for how many others
    std::vector<std::size_t> referring_;   // the first link to each
    std::vector<std::size_t> first_link_;  // of each
    std::vector<std::size_t> seen_;        // when the search for a circle came by
    std::size_t unplaced_ = 0;
    std::vector<link> links_{};
    std::vector<std::size_t> buckets_{}, chain_{}, nodes_{};  // of keys_
    std::vector<std::string> keys_{};
    std::string spelled_{};
    std::vector<types::cell> cells_{};
};

}  // namespace detail

namespace detail {

inline bool of_one_model(std::span<record* const> objects) {
    for (const record* each : objects)
        if (each->model != objects.front()->model) return false;
    return true;
}

}  // namespace detail

TAIN_INLINE std::vector<flush_step> flush_order(std::span<record* const> objects, bool stored,
                                                std::span<const assignment> waiting) {
    std::vector<flush_step> steps;
    if (objects.empty()) return steps;
    if (detail::of_one_model(objects) && !detail::model_circles{objects.first(1)}.turns(*objects.front())) {
        steps.emplace_back().objects.assign(objects.begin(), objects.end());
        return steps;
    }
    const detail::model_circles circles{objects};
    for (std::size_t circle = 0; circle < circles.count(); ++circle) {
        std::vector<record*> members;
        for (record* each : objects)
            if (circles.circle_of(*each) == circle) members.push_back(each);
        if (circles.turns(*members.front()))
            detail::object_layers{std::move(members), stored, waiting}.append_to(steps);
        else
            steps.emplace_back().objects = std::move(members);
    }
    return steps;
}

}  // namespace tain::orm
