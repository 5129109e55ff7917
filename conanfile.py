# SPDX-License-Identifier: BSL-1.0
from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout


class Tain(ConanFile):
    name = "tain"
    version = "0.1.0"
    description = "An object-relational mapper for plain C++ structs"
    license = "BSL-1.0"
    settings = "os", "arch", "compiler", "build_type"
    options = {"postgresql": [True, False], "migrate": [True, False], "tools": [True, False]}
    default_options = {"postgresql": True, "migrate": True, "tools": False, "boost/*:header_only": True}
    exports_sources = "CMakeLists.txt", "LICENSE_1_0.txt", "cmake/*", "include/*", "src/*", "tools/*"

    def requirements(self):
        self.requires("boost/[>=1.81 <2]", transitive_headers=True)
        self.requires("sqlite3/[>=3.40 <4]", transitive_headers=True)
        if self.options.postgresql:
            self.requires("libpqxx/[>=7.7 <8]", transitive_headers=True)
            self.requires("libpq/[>=13]", transitive_headers=True)
        if self.options.migrate:
            self.requires("fmt/[>=9.1]")
            self.requires("cli11/[>=2.1 <3]", visible=False)

    def build_requirements(self):
        self.test_requires("catch2/[>=3.4 <4]")

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["TAIN_POSTGRESQL"] = bool(self.options.postgresql)
        toolchain.cache_variables["TAIN_MIGRATE"] = bool(self.options.migrate)
        toolchain.cache_variables["TAIN_BUILD_TOOLS"] = bool(self.options.tools)
        toolchain.cache_variables["TAIN_BUILD_TESTS"] = False
        toolchain.cache_variables["TAIN_BUILD_EXAMPLES"] = False
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()

    def package_info(self):
        # The package's own tainConfig.cmake is what consumers find.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs.append("lib/cmake/tain")
