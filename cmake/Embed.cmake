# x278_embed(TARGET FOLDER): compiles every file under FOLDER into TARGET, so that
# the product needs no data files beside it.
#
# What is embedded is read with core/embedded.hpp under its path from the top of the
# project: `schemas/codes/1365.csv`.
function(x278_embed target folder)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/${folder}/*")
    list(FILTER files EXCLUDE REGEX "README.md$")
    list(SORT files)
    set(output "${CMAKE_BINARY_DIR}/embedded_${folder}.cpp")
    set(inputs)
    set(text "#include \"core/embedded.hpp\"\n\nextern \"C\" {\n")
    set(assembly)
    set(table)
    set(number 0)
    foreach(file IN LISTS files)
        set(symbol "x278_${folder}_${number}")
        string(APPEND assembly
            "asm(\".section .rodata\\n.global ${symbol}\\n.global ${symbol}_end\\n${symbol}:\\n\"\n    \".incbin \\\"${CMAKE_SOURCE_DIR}/${file}\\\"\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\n")
        string(APPEND text "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
        string(APPEND table "        {\"${file}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
        list(APPEND inputs "${CMAKE_SOURCE_DIR}/${file}")
        math(EXPR number "${number} + 1")
    endforeach()
    string(APPEND text "}\n\n${assembly}\nnamespace x278 {\n\nstd::span<const EmbeddedFile> embedded_${folder}()\n{\n    static const std::vector<EmbeddedFile> files{\n${table}    };\n    return files;\n}\n\n}  // namespace x278\n")
    file(GENERATE OUTPUT "${output}" CONTENT "${text}")
    set_source_files_properties("${output}" PROPERTIES OBJECT_DEPENDS "${inputs}" GENERATED ON)
    target_sources(${target} PRIVATE "${output}")
endfunction()
