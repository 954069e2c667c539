// Stands in for the header of the same name. The worker uses of it the map,
// the set and the hash, all with the interface of the standard containers, so
// the standard containers take their place. They cost a few nanoseconds more
// for each look-up, and their references survive a rehash, which the dense
// ones' do not: what is right with those is right with these.
#ifndef CAIPAI_UNORDERED_DENSE_H
#define CAIPAI_UNORDERED_DENSE_H

#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense
{
	template<typename Key>
	using hash = std::hash<Key>;

	template<typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using map = std::unordered_map<Key, Value, Hash, Equal>;

	template<typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
	using set = std::unordered_set<Key, Hash, Equal>;
} // namespace ankerl::unordered_dense

#endif
