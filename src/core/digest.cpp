#include "core/digest.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace x278 {

std::string sha256_hex(std::string_view bytes)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int                               size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL offers no SHA-256");

    static constexpr std::string_view digits = "0123456789abcdef";
    std::string                       hex;
    hex.reserve(size * 2u);
    for (unsigned int i = 0; i < size; ++i) {
        hex.push_back(digits[digest[i] >> 4]);
        hex.push_back(digits[digest[i] & 0x0F]);
    }
    return hex;
}

}  // namespace x278
