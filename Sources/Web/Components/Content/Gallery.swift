import Kernel

/// Photos side by side; each opens in full.
package struct Gallery: Component {
    package struct Photo: Sendable {
        var full: String
        var small: String
        var words: String

        /// - Parameters:
        ///   - full: address of the whole photo.
        ///   - small: address of a picture about 400 pixels wide, because that is what a slow network can carry.
        ///   - words: what it shows, or at least which photo it is ("Foto 2 dari 3, sebelum diperbaiki").
        package init(full: String, small: String, words: String) {
            self.full = full
            self.small = small
            self.words = words
        }
    }

    var photos: [Photo]

    package init(_ photos: [Photo]) { self.photos = photos }

    package var html: HTML {
        if photos.isEmpty { return .empty }
        let items = photos.html { photo in
            """
            <li><a href="\(photo.full)"><img src="\(photo.small)" alt="\(photo.words)" loading="lazy" width="400" height="300"></a></li>
            """
        }
        return "<ul class=\"gallery\">\(items)</ul>"
    }

    package static let examples = [
        Example("before and after") { page in
            let picture = page.assets["icons/pendopo-512.png"]
            return Gallery([
                Photo(full: picture, small: picture, words: "Foto 1 dari 2, sebelum diperbaiki"),
                Photo(full: picture, small: picture, words: "Foto 2 dari 2, sesudah diperbaiki"),
            ]).html
        }
    ]
}
